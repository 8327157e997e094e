"""Generated files are what they are generated from."""

from __future__ import annotations

import pytest

from trustlint import maintenance


def test_generated_files_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    code = maintenance.main(["--check"])
    assert capsys.readouterr().out == ""
    assert code == 0
