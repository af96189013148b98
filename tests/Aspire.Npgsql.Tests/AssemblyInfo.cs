// Activity listeners belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
