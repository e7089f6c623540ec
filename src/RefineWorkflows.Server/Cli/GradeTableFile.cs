using System.Text.Encodings.Web;
using System.Text.Json;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Grading;

namespace RefineWorkflows.Server.Cli;

/// <summary>The files of <c>refine grade</c>: tables of bounds, and lists of pictures that a person graded.</summary>
internal static class GradeTableFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One picture with a person's grade.</summary>
    /// <param name="Grade">A to F.</param>
    /// <param name="File">The picture, seen from the list; null where a score stands.</param>
    /// <param name="Score">What the channels gave it; null grades the file.</param>
    /// <param name="Prompt">What it was meant to show; null takes it from the picture.</param>
    internal sealed record Example(string? Grade, string? File, double? Score, string? Prompt);

    public static string Write(GradeTable table)
        => JsonSerializer.Serialize(table.Bounds.Select((bound, at) => (Grades.Names[at], bound)).ToDictionary(pair => pair.Item1, pair => pair.bound), Options);

    /// <exception cref="CommandFailure">It is not there or no table.</exception>
    public static GradeTable Read(string file)
    {
        Dictionary<string, double> bounds = Parse<Dictionary<string, double>>(file, "a table as {\"A\": 0.9, \"A-\": 0.8, \"B+\": 0.7, \"B\": 0.6, \"B-\": 0.5, \"C\": 0.4}");
        string[] names = [.. Grades.Names.Take((int)Grade.F)];
        if (names.FirstOrDefault(name => !bounds.ContainsKey(name)) is { } missing)
            throw new CommandFailure(ExitCode.Usage, $"{file} has no bound of {missing}; it needs those of {string.Join(", ", names)}.");
        return new GradeTable([.. names.Select(name => bounds[name])]);
    }

    /// <exception cref="CommandFailure">It is not there, no list, or an entry has no grade, or neither a file nor a score.</exception>
    public static IReadOnlyList<Example> ReadExamples(string file)
    {
        Example[] examples = Parse<Example[]>(file, "a list as [{\"file\": \"a.png\", \"grade\": \"B\"}, {\"score\": 0.71, \"grade\": \"A-\"}]");
        for (int at = 0; at < examples.Length; at++)
        {
            if (Grades.TryParse(examples[at].Grade) is null or Grade.Ungraded)
                throw new CommandFailure(ExitCode.Usage, $"{file}: entry {at + 1} has the grade '{examples[at].Grade}'; allowed are {string.Join(", ", Grades.Names.SkipLast(1))}.");
            if (examples[at].Score is null && string.IsNullOrWhiteSpace(examples[at].File))
                throw new CommandFailure(ExitCode.Usage, $"{file}: entry {at + 1} has neither a file nor a score.");
        }

        return examples;
    }

    private static T Parse<T>(string file, string expected)
        where T : class
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), Options) ?? throw new QualityException("it is null");
        }
        catch (Exception wrong) when (wrong is JsonException or QualityException)
        {
            throw new CommandFailure(ExitCode.Usage, $"{file} is not {expected}: {wrong.Message}");
        }
    }
}
