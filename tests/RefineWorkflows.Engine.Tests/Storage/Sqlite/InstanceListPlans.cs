using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Engine.Storage.Sqlite;

namespace RefineWorkflows.Engine.Tests.Storage.Sqlite;

/// <summary>How pages are found: what Studio asks for every ten seconds must not grow with the number of instances.</summary>
public sealed class InstanceListPlans : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<InstanceQuery, string> Indexed => new()
    {
        { new() { IsSystem = false }, "instance_newest" },
        { new() { Descending = false }, "instance_newest" },
        { new() { DefinitionId = "loop", SubStatuses = [InstanceSubStatus.Faulted] }, "instance_definition" },
        { new() { CorrelationId = "c" }, "instance_correlation" },
        { new() { Created = new() { From = Some.Moment } }, "instance_newest" },
        { new() { Order = InstanceOrder.Name, Descending = false }, "instance_name" },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Indexed))]
    public async Task A_page_is_read_along_an_index_without_sorting(InstanceQuery query, string index)
    {
        string plan = await PlanAsync(query);

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("entry", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Definitions_of_the_system_are_known_without_parsing_the_others()
        => Assert.Contains("definition_system", await PlanAsync(new() { IsSystem = true }), StringComparison.Ordinal);

    private async Task<string> PlanAsync(InstanceQuery query)
    {
        string file = Path.Combine(folder.Path, "plans.db");
        await using (await SqliteStore.OpenAsync(file, TimeProvider.System, default))
        {
            using SqliteDatabase database = SqliteDatabase.OpenToRead(file);
            using SqliteStatement plan = database.Use($"EXPLAIN QUERY PLAN {InstanceList.TextOf(query)}");
            var lines = new List<string>();
            while (plan.Step()) lines.Add(plan.Text(3));
            return string.Join('\n', lines);
        }
    }
}
