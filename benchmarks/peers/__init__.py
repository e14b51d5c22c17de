"""What the peers do to get the same work done, each as its documentation would have it done well."""
