"""Runs migrations on the connection that `engine.casework.database` gives, in its transaction."""

from alembic import context

from engine.casework import case_models, paper_register, visits
from engine.casework.bibob import entry_models
from engine.casework.data_errors import models as error_models
from engine.casework.meetings import models as meeting_models
from engine.casework.models import Base
from engine.casework.process import models

# so that they are known
del case_models, entry_models, error_models, meeting_models, models, paper_register, visits

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
