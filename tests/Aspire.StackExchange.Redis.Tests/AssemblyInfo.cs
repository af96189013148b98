// Activity listeners belong to the process: each would hear the commands of the tests beside it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
