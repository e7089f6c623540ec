using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Tests.Shared;

namespace RefineWorkflows.Engine.Tests.Journal;

public sealed class Folding
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task State_is_the_fold_of_its_entries_at_any_cut(int seed)
    {
        var luck = new Random(seed);
        await using TestEngine engine = await TestEngine.OpenAsync();
        for (int graph = 0; graph < 5; graph++)
        {
            JsonObject drawn = Draw.Workflow(RandomFlow(luck, "fc", 2), id: $"random-{seed}-{graph}", variables: [Draw.Variable("n", "Int32", "0")]);
            InstanceId id = await engine.RunAsync(drawn);
            IReadOnlyList<EncodedEntry> entries = await engine.Store.ReadEntriesAsync(id, 0, 100_000, CancellationToken.None);
            Assert.NotEmpty(entries);
            var whole = new InstanceState();
            var folds = new List<string>();
            foreach (EncodedEntry entry in entries)
            {
                whole.Apply(JournalCodec.Decode(entry));
                folds.Add(Text(whole));
            }

            for (int cut = 0; cut < entries.Count; cut++)
            {
                // A snapshot at the cut, and the entries after it.
                InstanceState resumed = JsonSerializer.Deserialize<InstanceState>(folds[cut], EngineJson.Options)!;
                foreach (EncodedEntry entry in entries.Skip(cut + 1))
                    resumed.Apply(JournalCodec.Decode(entry));
                Assert.Equal(folds[^1], Text(resumed));
            }

            Assert.Equal(folds[^1], Text(await engine.StateAsync(id)));
        }
    }

    [Fact]
    public async Task Every_entry_survives_the_way_to_the_disk_and_back()
    {
        await using TestEngine engine = await TestEngine.OpenAsync();
        InstanceId id = await engine.RunAsync(Loops.RefineUntilGood());
        foreach (JournalEntry entry in await engine.JournalAsync(id))
            Assert.Equal(Text(entry), Text(JournalCodec.Decode(JournalCodec.Encode(entry))));
    }

    private static string Text(InstanceState state) => JsonSerializer.Serialize(state, EngineJson.Options);

    private static string Text(JournalEntry entry) => $"{entry.Sequence} {entry.At:O} {JsonSerializer.Serialize(entry, entry.GetType(), EngineJson.Options)}";

    /// <summary>A flowchart of random shape: decisions, parallel branches, joins of all kinds, waits that end some paths early.</summary>
    private static JsonObject RandomFlow(Random luck, string name, int depth)
    {
        int count = luck.Next(4, 9);
        var activities = new JsonObject[count];
        var connections = new List<string>();
        for (int i = 0; i < count; i++)
        {
            string id = $"{name}{i}";
            activities[i] = luck.Next(7) switch
            {
                0 => Draw.Activity("Elsa.FlowDecision", id, ("condition", Draw.Literal(luck.Next(2) == 0))),
                1 => Draw.Activity("Elsa.FlowJoin", id, ("mode", Draw.Literal(new[] { "WaitAny", "WaitAll", "WaitAllActive" }[luck.Next(3)]))),
                2 => Draw.Activity("Elsa.FlowFork", id, ("branches", Draw.List("Done", "Other"))),
                3 => Draw.Set(id, "n", Draw.Literal(luck.Next(100))),
                4 when depth > 0 => RandomFlow(luck, $"{id}x", depth - 1),
                5 => Draw.Event(id, "never"),
                _ => Draw.Line(id),
            };
            activities[i]["id"] = id;
            if (i == 0)
                continue;
            // Forward edges only: from one or two earlier activities.
            foreach (int source in new[] { luck.Next(i), luck.Next(i) }.Distinct())
                connections.Add($"{name}{source}:{new[] { "Done", "True", "False", "Other" }[luck.Next(4)]}>{id}");
        }

        return Draw.Flow(name, activities, [.. connections]);
    }
}
