using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Benchmarks;

/// <summary>(h): how long a page of instances takes when there are a hundred thousand of them: the rows and their count, as the list in Studio asks for both.</summary>
internal sealed class ListBenchmark(Workplace workplace)
{
    private const int Instances = 100_000;
    private const int Rounds = 20;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, InstanceQuery Query)[] Pages =
    [
        ("first page", new() { IsSystem = false, Limit = 10 }),
        ("last page", new() { IsSystem = false, Skip = Instances - 10, Limit = 10 }),
        ("by name", new() { Order = InstanceOrder.Name, Descending = false, Limit = 10 }),
        ("by last change", new() { Order = InstanceOrder.Updated, Limit = 10 }),
        ("faulted ones", new() { SubStatuses = [InstanceSubStatus.Faulted], Limit = 10 }),
        ("search without a match", new() { Search = "nowhere", Limit = 10 }),
    ];

    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using SqliteStore store = await SqliteStore.OpenAsync(workplace.NewFile(), TimeProvider.System, cancellationToken);
        await Parallel.ForAsync(0, Instances, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellationToken }, async (index, token) =>
            await store.CreateAsync(Instance(index), null, TimeSpan.Zero, token));

        var figures = new List<Figure>();
        foreach ((string name, InstanceQuery query) in Pages)
        {
            var times = new List<double>();
            for (int round = 0; round < Rounds; round++)
            {
                times.Add(1000 * await Clock.MeasureAsync(async () =>
                {
                    // A page that is not full tells how many there are by itself.
                    if ((await store.ListAsync(query, cancellationToken)).Count == query.Limit)
                        await store.CountAsync(query, cancellationToken);
                }));
            }

            var sample = new Sample(times);
            figures.Add(new Figure("h", $"a page of 100,000 instances, {name}, in ms", sample.Median.ToString("0.0", CultureInfo.InvariantCulture), "<= 200", sample.Median <= 200, sample.Spread("0.0")));
        }

        return figures;
    }

    private static NewInstance Instance(int index)
    {
        DateTimeOffset at = Start.AddSeconds(index);
        InstanceSubStatus subStatus = (index % 20) switch { 0 => InstanceSubStatus.Faulted, 1 => InstanceSubStatus.Suspended, _ => InstanceSubStatus.Finished };
        var header = new InstanceHeader(
            new InstanceId($"{index * 2654435761L:x16}"), $"definition-{index % 7}", $"definition-{index % 7}-v{index % 3}", index % 3, $"Instance {index * 7919 % Instances}", $"order-{index}", null,
            subStatus == InstanceSubStatus.Suspended ? InstanceStatus.Running : InstanceStatus.Finished, subStatus, false, subStatus == InstanceSubStatus.Faulted ? 1 : 0, at, at.AddMinutes(index % 97), at.AddHours(1));
        return new NewInstance(header, [], DateTimeOffset.MaxValue);
    }
}
