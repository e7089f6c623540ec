using System.Text.Json;

namespace RefineWorkflows.Engine.Tests.Expressions.JavaScript;

public sealed class JavaScriptRepeatability(JavaScriptBench bench) : IClassFixture<JavaScriptBench>
{
    [Fact]
    public async Task The_same_seed_draws_the_same_luck()
    {
        const string script = "[Math.random(), newGuid(), newGuidString(), newShortGuid(), Math.random()]";
        string first = await DrawAsync(script, 7);
        Assert.Equal(first, await DrawAsync(script, 7));
        Assert.NotEqual(first, await DrawAsync(script, 8));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    public async Task Luck_is_split_mix_over_seed_purpose_and_position(ulong seed)
    {
        double[] expected = [.. Enumerable.Range(0, 4).Select(position => (Bits(seed, "Math.random", position) >> 11) * (1.0 / (1UL << 53)))];
        string drawn = await DrawAsync("[Math.random(), Math.random(), Math.random(), Math.random()]", seed);
        Assert.Equal(expected, JsonSerializer.Deserialize<double[]>(drawn));
    }

    [Fact]
    public async Task A_recorded_draw_stays_what_it_was()
        => Assert.Equal(
            "[0.3524792007302252,\"6024ef56-c251-45d3-b1d5-781677aeb5af\"]", await DrawAsync("[Math.random(), newGuid()]", 0));

    [Fact]
    public async Task New_guids_are_of_version_four_and_differ()
    {
        string[] drawn = JsonSerializer.Deserialize<string[]>(await DrawAsync("Array.from({ length: 200 }, newGuid)", 3))!;
        Assert.Equal(200, drawn.Distinct().Count());
        Assert.All(drawn, text => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", text));
        string[] shorts = JsonSerializer.Deserialize<string[]>(await DrawAsync("Array.from({ length: 50 }, newShortGuid)", 3))!;
        Assert.All(shorts, text => Assert.Matches("^[0-9A-Za-z]{16,22}$", text));
    }

    [Theory]
    [InlineData("Date.now()", "1700000000000")]
    [InlineData("new Date().getTime()", "1700000000000")]
    [InlineData("new Date()", "\"2023-11-14T22:13:20.000Z\"")]
    [InlineData("Date().startsWith('Tue Nov 14 2023 22:13:20 GMT+0000')", "true")]
    [InlineData("const a = Date.now(); for (let i = 0; i < 200000; i++); Date.now() - a", "0")]
    [InlineData("new Date(2020, 1, 3).toISOString()", "\"2020-02-03T00:00:00.000Z\"")]
    [InlineData("new Date('2020-01-01').getFullYear() + Date.UTC(1970, 0, 1) + Date.parse('1970-01-01')", "2020")]
    [InlineData("new Date(0).constructor === Date && new Date(0) instanceof Date && Date.name", "\"Date\"")]
    [InlineData("new (new Date(0).constructor)().getTime()", "1700000000000")]
    [InlineData("class Day extends Date { } [new Day() instanceof Day, new Day().getTime()]", "[true,1700000000000]")]
    public async Task The_present_is_that_of_the_request(string script, string json) => Assert.Equal(json, await bench.JsonAsync(script));

    private async Task<string> DrawAsync(string script, ulong seed)
        => (await bench.Pool.EvaluateAsync(JavaScriptBench.Request(script, seed: seed), CancellationToken.None)).Value.GetRawText();

    // The formula of StableRandom in the refinement project, which the engine does not know.
    private static ulong Bits(ulong seed, string purpose, int position)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in purpose)
            hash = (hash ^ unit) * 1099511628211;
        return Mix(Mix(seed ^ hash) + (0x9E3779B97F4A7C15 * ((ulong)position + 1)));
    }

    private static ulong Mix(ulong state)
    {
        ulong z = state + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
