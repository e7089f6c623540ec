using System.Xml.Linq;
using RefineWorkflows.EndToEnd.Shared;

namespace RefineWorkflows.EndToEnd;

public sealed class Conventions
{
    /// <summary>Which projects a project may know. Everything else would turn the arrows around.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Engine"] = [],
        ["Imaging"] = [],
        ["Refinement"] = ["Engine", "Imaging"],
        ["Tuning"] = ["Engine", "Imaging", "Refinement"],
        ["Server"] = ["Engine", "Imaging", "Refinement", "Tuning", "Benchmarks"],
        ["Benchmarks"] = ["Engine", "Imaging", "Refinement", "Tuning"],
    };

    [Fact]
    public void Dependencies_point_one_way()
    {
        string[] projects = [.. new[] { "src", "bench" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))];
        Assert.Equal(MayKnow.Keys.Order(), projects.Select(Name).Order());
        foreach (string project in projects)
        {
            IEnumerable<string> known = XDocument.Load(project).Descendants("ProjectReference").Select(one => Name(one.Attribute("Include")!.Value)).Where(MayKnow.ContainsKey);
            Assert.All(known, one => Assert.True(MayKnow[Name(project)].Contains(one), $"{Name(project)} knows {one}"));
        }
    }

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project).Split('.')[^1];
}
