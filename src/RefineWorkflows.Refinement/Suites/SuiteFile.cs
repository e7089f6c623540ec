using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Quality.Grading;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RefineWorkflows.Refinement.Suites;

/// <summary>
/// Reads a suite: <c>prompts</c>, each a text or a mapping with <c>prompt</c>, <c>id</c>, <c>min_grade</c> and settings of its own;
/// and <c>settings</c>, either a mapping whose lists are combined with each other (a grid), or a list of mappings, each a set
/// of its own (with a <c>name</c> if wanted). Beside them: <c>name</c>, <c>workflow</c>, <c>min_grade</c>, <c>verifier</c>.
/// </summary>
public sealed partial class SuiteFile
{
    private const int MostCharacters = 1 << 20;
    private const int MostCases = 10_000;
    private const int LongestName = 40;

    private readonly string source;

    private SuiteFile(string source) => this.source = source;

    /// <param name="yaml">The text.</param>
    /// <param name="source">The file's name, for messages and as the suite's name where it has none.</param>
    /// <exception cref="SuiteException">It is no YAML, or no suite.</exception>
    public static Suite Parse(string yaml, string source)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        return new SuiteFile(source).Read(yaml);
    }

    private Suite Read(string yaml)
    {
        if (yaml.Length > MostCharacters)
            throw new SuiteException($"{source} has {yaml.Length} characters; a suite has at most {MostCharacters}.");
        YamlMappingNode root = Root(yaml);
        Dictionary<string, YamlNode> parts = Members(root, ["name", "workflow", "min_grade", "verifier", "prompts", "settings"]);
        if (!parts.TryGetValue("prompts", out YamlNode? prompts))
            throw Wrong(root, "there are no prompts; list at least one under 'prompts'");
        IReadOnlyList<(string Label, IReadOnlyList<SuiteSetting> Settings)> sets = parts.TryGetValue("settings", out YamlNode? settings) ? Sets(settings) : [("default", [])];
        var cases = new List<SuiteCase>();
        foreach (YamlNode prompt in Items(prompts, "prompts"))
            cases.AddRange(Cases(prompt, sets, cases.Count));
        if (cases.Count == 0)
            throw Wrong(prompts, "the list of prompts is empty; write at least one");
        if (cases.GroupBy(one => one.Id).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
            throw Wrong(prompts, $"two cases are called '{twice.Key}'; give their prompts an 'id', or their settings a 'name', each its own");
        return new Suite(
            Text(parts, "name") ?? Path.GetFileNameWithoutExtension(source),
            source,
            Text(parts, "workflow") ?? Suite.UsualWorkflow,
            parts.TryGetValue("min_grade", out YamlNode? least) ? GradeOf(least) : null,
            Text(parts, "verifier"),
            cases);
    }

    private YamlMappingNode Root(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
                return root;
        }
        catch (YamlException broken)
        {
            throw new SuiteException(string.Create(CultureInfo.InvariantCulture, $"{source}:{broken.Start.Line}: this is no YAML: {broken.InnerException?.Message ?? broken.Message}"), broken);
        }

        throw new SuiteException($"{source} is no suite; write a mapping with 'prompts' and, if wanted, 'settings'.");
    }

    private IEnumerable<SuiteCase> Cases(YamlNode node, IReadOnlyList<(string Label, IReadOnlyList<SuiteSetting> Settings)> sets, int before)
    {
        if (before + sets.Count > MostCases)
            throw Wrong(node, $"the suite has more than {MostCases} cases; take fewer values");
        Dictionary<string, YamlNode> parts = node is YamlMappingNode mapping ? Members(mapping, known: null) : new() { ["prompt"] = node };
        string prompt = parts.TryGetValue("prompt", out YamlNode? words) ? Scalar(words, "prompt").Trim() : "";
        if (prompt.Length == 0)
            throw Wrong(node, "a prompt is empty; say what is to be painted");
        string id = Text(parts, "id") ?? Short(prompt);
        if (id.Contains('/', StringComparison.Ordinal))
            throw Wrong(parts["id"], $"the id '{id}' has a slash; take another character");
        Grade? least = parts.TryGetValue("min_grade", out YamlNode? grade) ? GradeOf(grade) : null;
        SuiteSetting[] own = [.. parts.Where(part => part.Key is not ("prompt" or "id" or "min_grade")).Select(part => Setting(part.Key, part.Value))];
        return sets.Select(set => new SuiteCase(id, set.Label, prompt, [.. set.Settings.Where(one => !own.Any(other => other.Means(one.Name))), .. own], least));
    }

    private IReadOnlyList<(string Label, IReadOnlyList<SuiteSetting> Settings)> Sets(YamlNode node)
    {
        if (node is YamlMappingNode grid)
            return Grid(grid);
        List<(string Label, IReadOnlyList<SuiteSetting> Settings)> sets = [];
        foreach (YamlNode item in Items(node, "settings"))
        {
            if (item is not YamlMappingNode mapping)
                throw Wrong(item, "a set of settings is a mapping, for example: { strategy: climbing, seed: 1 }");
            Dictionary<string, YamlNode> parts = Members(mapping, known: null);
            SuiteSetting[] settings = [.. parts.Where(part => part.Key != "name").Select(part => Setting(part.Key, part.Value))];
            sets.Add((Text(parts, "name") ?? Label(settings), settings));
        }

        return sets.Count > 0 ? sets : throw Wrong(node, "the list of settings is empty; write at least one mapping, or leave it out");
    }

    private IReadOnlyList<(string Label, IReadOnlyList<SuiteSetting> Settings)> Grid(YamlMappingNode node)
    {
        IReadOnlyList<IReadOnlyList<SuiteSetting>> sets = [[]];
        HashSet<string> varied = [];
        foreach ((string name, YamlNode value) in Members(node, known: null))
        {
            SuiteSetting[] choices = value is YamlSequenceNode several ? [.. several.Children.Select(one => Setting(name, one))] : [Setting(name, value)];
            if (choices.Length == 0)
                throw Wrong(value, $"'{name}' has no value; write one or a list of them");
            if (choices.Length > 1)
                varied.Add(name);
            if ((long)sets.Count * choices.Length > MostCases)
                throw Wrong(value, $"the grid has more than {MostCases} combinations; take fewer values");
            sets = [.. sets.SelectMany(_ => choices, (set, choice) => (IReadOnlyList<SuiteSetting>)[.. set, choice])];
        }

        return [.. sets.Select(set => (Label([.. set.Where(one => varied.Contains(one.Name))]), set))];
    }

    private static string Label(IReadOnlyCollection<SuiteSetting> settings)
        => settings.Count == 0 ? "default" : string.Join(' ', settings.Select(one => $"{one.Name}={one.Text}"));

    private SuiteSetting Setting(string name, YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
            throw Wrong(node, $"'{name}' is no single value; lists stand only under the suite's own 'settings'");
        return new SuiteSetting(name, Value(scalar), node.Start.Line);
    }

    /// <summary>What is quoted is a text; what is not is read by the core schema of YAML 1.2.</summary>
    private static JsonElement Value(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonSerializer.SerializeToElement(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => JsonSerializer.SerializeToElement<object?>(null),
            "true" or "True" or "TRUE" => JsonSerializer.SerializeToElement(true),
            "false" or "False" or "FALSE" => JsonSerializer.SerializeToElement(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonSerializer.SerializeToElement(whole),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => JsonSerializer.SerializeToElement(number),
            _ => JsonSerializer.SerializeToElement(text),
        };
    }

    private Grade GradeOf(YamlNode node)
    {
        string name = Scalar(node, "min_grade");
        return Grades.TryParse(name) is { } grade and not Grade.Ungraded
            ? grade
            : throw Wrong(node, $"'{name}' is no grade; there are {string.Join(", ", Grades.Names.Where(known => known != "U"))}");
    }

    private Dictionary<string, YamlNode> Members(YamlMappingNode mapping, string[]? known)
    {
        var members = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string name = Scalar(key, "a name");
            if (known is not null && !known.Contains(name))
                throw Wrong(key, $"a suite has no '{name}'; it has {string.Join(", ", known)}. What runs are told stands under 'settings'");
            members[name] = value;
        }

        return members;
    }

    private IEnumerable<YamlNode> Items(YamlNode node, string name)
        => node is YamlSequenceNode list ? list.Children : throw Wrong(node, $"'{name}' is no list; begin each entry with '- '");

    private string? Text(Dictionary<string, YamlNode> parts, string name)
        => parts.TryGetValue(name, out YamlNode? node) && Scalar(node, name).Trim() is { Length: > 0 } text ? text : null;

    private string Scalar(YamlNode node, string name)
        => node is YamlScalarNode scalar ? scalar.Value ?? "" : throw Wrong(node, $"'{name}' is no text");

    private SuiteException Wrong(YamlNode node, string what)
        => new(string.Create(CultureInfo.InvariantCulture, $"{source}:{node.Start.Line}: {what}."));

    private static string Short(string prompt)
    {
        string words = NoWord().Replace(prompt.ToLowerInvariant(), "-").Trim('-');
        return words.Length switch
        {
            0 => "prompt",
            <= LongestName => words,
            _ => words[..LongestName].TrimEnd('-'),
        };
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NoWord();
}
