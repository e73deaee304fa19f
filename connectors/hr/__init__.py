"""Behind the `hr_dataservice` connector: messages of the Handelsregister Dataservice."""
