// The two browsers mostly wait; beside them there is room for one more test, whatever the number of cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
