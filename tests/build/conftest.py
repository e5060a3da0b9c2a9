"""Projects to film."""

import pytest
from boxes_project import Project


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path).write()


@pytest.fixture(scope="session")
def filmed(tmp_path_factory):
    """A project that was filmed once; tests only look at it."""
    project = Project(tmp_path_factory.mktemp("filmed")).write()
    done = project.make()
    assert done.returncode == 0, done.stdout + done.stderr
    return project
