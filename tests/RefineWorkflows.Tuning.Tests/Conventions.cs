namespace RefineWorkflows.Tuning.Tests;

public sealed class Conventions
{
    [Fact]
    public void Every_exception_is_a_tuning_exception()
        => Assert.All(
            typeof(TuningException).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Exception))),
            type => Assert.True(type.IsAssignableTo(typeof(TuningException)), type.FullName));

    [Fact]
    public void Only_activities_and_stores_know_the_engine()
    {
        string source = Path.Combine(Root(), "src", "RefineWorkflows.Tuning");
        string[] outside =
        [
            .. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)[0] is "Learning" or "Features" or "Choosing"),
        ];

        Assert.NotEmpty(outside);
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
