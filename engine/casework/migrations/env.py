"""Runs migrations on the connection that `engine.casework.database` gives, in its transaction."""

from alembic import context

from engine.casework import case_models, paper_register
from engine.casework.models import Base
from engine.casework.process import models

del case_models, models, paper_register  # imported so that their tables are known

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
context.run_migrations()
