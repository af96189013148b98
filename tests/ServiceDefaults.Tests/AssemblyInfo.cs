// Activity listeners belong to the process: a service with telemetry would trace the requests of the tests beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
