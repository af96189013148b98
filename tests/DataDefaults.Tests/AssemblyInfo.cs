// The tests start and stop servers, and look at how long others take meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
