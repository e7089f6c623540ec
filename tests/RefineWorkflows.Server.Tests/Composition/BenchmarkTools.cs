using Microsoft.Extensions.Configuration;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Tests.Composition;

public sealed class BenchmarkTools
{
    [Fact]
    public void Tools_are_read_in_their_order()
    {
        (string[] dimensions, IReadOnlyList<string> problems) = Read("""[{ "Dimension": "imaging_quality", "Command": "musiq {frames}", "Timeout": "00:01:00" }, { "Dimension": "aesthetic_quality", "Command": "laion" }]""");

        Assert.Empty(problems);
        Assert.Equal(["imaging_quality", "aesthetic_quality"], dimensions);
    }

    [Theory]
    [InlineData("""[{ "Dimension": "beauty", "Command": "a" }]""", "There is no benchmark dimension 'beauty'")]
    [InlineData("""[{ "Dimension": "imaging_quality" }]""", "has no command")]
    [InlineData("""[{ "Dimension": "imaging_quality", "Command": "a", "Timeout": "soon" }]""", "Benchmarks:0:Timeout is 'soon'")]
    [InlineData("""[{ "Dimension": "imaging_quality", "Command": "a", "Shell": "sh" }]""", "Benchmarks:0:Shell is unknown")]
    [InlineData("""[{ "Dimension": "imaging_quality", "Command": "a" }, { "Dimension": "imaging_quality", "Command": "b" }]""", "another entry measures")]
    public void What_is_wrong_is_told_with_its_place(string list, string problem)
        => Assert.Contains(problem, Assert.Single(Read(list).Problems), StringComparison.Ordinal);

    private static (string[] Dimensions, IReadOnlyList<string> Problems) Read(string list)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{{\"Benchmarks\": {list}}}"));
        var section = new BenchmarkSection();
        string[] dimensions = [.. section.Read(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Benchmarks")).Select(one => one.Dimension)];
        return (dimensions, section.Problems);
    }
}
