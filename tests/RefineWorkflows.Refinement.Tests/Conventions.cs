using System.Reflection;

namespace RefineWorkflows.Refinement.Tests;

public sealed class Conventions
{
    private static readonly Assembly Domain = typeof(RefinementException).Assembly;

    [Fact]
    public void Every_exception_is_a_refinement_exception()
    {
        Type[] exceptions = [.. Domain.GetTypes().Where(type => type.IsAssignableTo(typeof(Exception)))];

        Assert.True(exceptions.Length > 2);
        Assert.All(exceptions, type => Assert.True(type.IsAssignableTo(typeof(RefinementException)), type.FullName));
    }

    [Fact]
    public void Only_the_activities_know_the_engine()
    {
        string source = Path.Combine(Root(), "src", "RefineWorkflows.Refinement");
        string[] outside =
        [
            .. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)[0] is not ("Activities" or "obj" or "bin")),
        ];

        Assert.True(outside.Length > 20);
        Assert.DoesNotContain(outside, file => File.ReadAllText(file).Contains("RefineWorkflows.Engine", StringComparison.Ordinal));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RefineWorkflows.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return folder;
    }
}
