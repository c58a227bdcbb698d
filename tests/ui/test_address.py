"""One server a data folder, on a port that is free, on this computer only."""

import socket
from pathlib import Path

import pytest

from coach.errors import CoachError, UsageError
from coach.ui.address import address_of, claim_address, take_port


def test_a_second_claim_learns_where_the_first_is(tmp_path: Path) -> None:
    with claim_address(tmp_path) as first:
        first.announce("http://127.0.0.1:7860", tmp_path / "notes")
        with claim_address(tmp_path) as second:
            assert (second.running_at, second.notes) == ("http://127.0.0.1:7860", str(tmp_path / "notes"))
    with claim_address(tmp_path) as third:
        assert third.running_at == ""


def test_a_port_in_use_moves_the_default_and_refuses_a_chosen_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        busy = other.getsockname()[1]
        with pytest.raises(UsageError, match=str(busy)):
            take_port("127.0.0.1", busy, is_default=False)
        with take_port("127.0.0.1", busy, is_default=True) as taken:
            assert taken.getsockname()[1] > busy
            assert address_of(taken, "127.0.0.1").startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.com"])
def test_only_this_computer_is_served(host: str) -> None:
    with pytest.raises(UsageError, match="only served on this computer"):
        take_port(host, 0, is_default=False)


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(CoachError, match="cannot be written"), claim_address(blocked / "home"):
        pass
