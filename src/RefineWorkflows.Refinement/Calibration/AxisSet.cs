using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Refinement.Calibration;

/// <summary>
/// The axes of a calibration. They have to cover all that the prompt can say and nothing that it cannot: a difference
/// that no words move is never repaired. The set has a version, which reports name.
/// </summary>
public sealed partial class AxisSet
{
    private const int LongestDefinition = 120;

    /// <exception cref="AxisSetException">No axis is enabled, two have one id, or one of them is not as <see cref="Axis"/> says.</exception>
    [JsonConstructor]
    public AxisSet(string version, IReadOnlyList<Axis> axes, IReadOnlyList<Antonyms>? antonyms = null)
    {
        Version = version;
        Axes = axes;
        Antonyms = antonyms ?? Calibration.Antonyms.Default;
        IReadOnlyList<string> problems = [.. Problems()];
        if (problems.Count > 0)
            throw new AxisSetException(problems);
        Enabled = [.. axes.Where(axis => axis.Enabled).OrderBy(axis => axis.Order)];
    }

    /// <summary>24 neutral axes for a general audience.</summary>
    public static AxisSet Default { get; } = new("default-1", DefaultAxes.All);

    /// <summary>The axes that can be measured on any picture, without a model.</summary>
    public static AxisSet Measured { get; } = new("measured-1", Measuring.MeasuredAxes.All);

    /// <summary>Changes whenever the axes do.</summary>
    public string Version { get; }

    /// <summary>All of them, as they were listed.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Words that exclude each other. Default: <see cref="Antonyms.Default"/>.</summary>
    public IReadOnlyList<Antonyms> Antonyms { get; }

    /// <summary>The axes that are looked at, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Axis> Enabled { get; }

    /// <summary>Reads a set as JSON: <c>version</c>, <c>axes</c> and, if wanted, <c>antonyms</c>, in camelCase.</summary>
    /// <exception cref="AxisSetException">It is no such JSON, or the set cannot be used.</exception>
    public static AxisSet Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<AxisSet>(json, RunJson.Page) ?? throw new AxisSetException(["The JSON is null; write an object with 'version' and 'axes'."]);
        }
        catch (JsonException problem)
        {
            throw new AxisSetException([$"They are not readable as JSON at '{problem.Path ?? "$"}', line {(problem.LineNumber ?? 0) + 1}; compare with the default set."], problem);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, RunJson.Page);

    /// <summary>The enabled axes that a judge can be asked about; with coarse eyes only those that need no better.</summary>
    internal IEnumerable<Axis> For(bool coarseOnly) => Enabled.Where(axis => !coarseOnly || axis.Granularity == Granularity.Coarse);

    /// <summary>An enabled axis by its id as a model may write it: any case, with spaces or hyphens.</summary>
    internal Axis? Find(string name)
    {
        string id = Separators().Replace(name.Trim(), "_").ToLowerInvariant();
        return Enabled.FirstOrDefault(axis => axis.Id == id);
    }

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Version))
            yield return "The set has no version; give it one, and a new one with every change.";
        if (Axes is null or [])
        {
            yield return "The set is empty; list at least one axis.";
            yield break;
        }

        if (Axes.Contains(null!))
        {
            yield return "One of the axes is null; write an object.";
            yield break;
        }

        foreach (string? twice in Axes.GroupBy(axis => axis.Id).Where(same => same.Skip(1).Any()).Select(same => same.Key))
            yield return $"Two axes have the id '{twice}'; an id stands once.";
        foreach (Axis axis in Axes)
        {
            if (axis.Id is null || !Identifier().IsMatch(axis.Id))
                yield return $"'{axis.Id}' is no id; write small letters, digits and underscores, beginning with a letter.";
            if (string.IsNullOrWhiteSpace(axis.Definition))
                yield return $"The axis '{axis.Id}' has no definition; say in one line what is looked at.";
            else if (axis.Definition.Length > LongestDefinition || axis.Definition.AsSpan().ContainsAny('\n', '\r'))
                yield return $"The definition of '{axis.Id}' is not one line of at most {LongestDefinition} characters.";
            if (!double.IsFinite(axis.Weight) || axis.Weight <= 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"The weight of '{axis.Id}' is {axis.Weight}; allowed: above 0.");
            if (axis.Lever is null || axis.Lever.Split(Axis.ValueMark).Length != 2)
                yield return $"The lever of '{axis.Id}' does not hold {Axis.ValueMark} once.";
        }

        if (!Axes.Any(axis => axis.Enabled))
            yield return "No axis is enabled; enable at least one.";
        if (Antonyms.Any(pair => AxisText.Words(pair?.One).Length != 1 || AxisText.Words(pair?.Other).Length != 1))
            yield return "One of the antonyms is not a pair of single words.";
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"[\s\-_]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
