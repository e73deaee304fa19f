"""From signal to intervention: states, weighing, privacy checks, work and what came of it."""
