using System.Collections.Concurrent;
using System.Reflection;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Tests.Shared;

/// <summary>A store that counts how often the inbox of each instance is read. Everything is passed on. Open to heirs, because the runtime derives the proxy from it.</summary>
public class CountedStore : DispatchProxy
{
    private IInstanceStore inner = null!;
    private ConcurrentDictionary<InstanceId, int> reads = null!;

    internal static IInstanceStore Around(IInstanceStore inner, ConcurrentDictionary<InstanceId, int> reads)
    {
        IInstanceStore counted = Create<IInstanceStore, CountedStore>();
        var proxy = (CountedStore)(object)counted;
        (proxy.inner, proxy.reads) = (inner, reads);
        return counted;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IInstanceStore.ReadInboxAsync))
            reads.AddOrUpdate((InstanceId)args![0]!, 1, (_, count) => count + 1);
        return targetMethod.Invoke(inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
