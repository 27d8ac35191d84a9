"""``loket demo``: a clinic's whole week, from nothing."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.session import Session, command


@click.command()
@command
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the demo's files go; an earlier demo there is replaced.",
)
@click.option("--seed", default=48, show_default=True, help="Another seed, another week.")
@click.option(
    "--clients",
    default=80,
    show_default=True,
    type=click.IntRange(20, 600),
    help="Number of registrations.",
)
def demo(session: Session, folder: Path, seed: int, clients: int) -> None:
    """Run a clinic's whole week, from nothing, on the embedded workspace."""
    from pipeline.demo.story import run_demo

    run_demo(session.config, folder, seed=seed, clients=clients, say=click.echo)
