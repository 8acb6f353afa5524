"""Makes the examples importable, so that tests run what users run."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
