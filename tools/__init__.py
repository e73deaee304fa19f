"""Programs that write what is committed: examples, the house style; and a server for tests."""
