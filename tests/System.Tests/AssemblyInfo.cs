// One whole system at a time: they are measured by their behaviour under load and failure, and the machine is small.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
