using System.Text.Json;
using RefineWorkflows.Engine.Definitions;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>
/// What the author of a drawing wants to be seen of one activity's values, as Studio's Log tabs write it: by input and
/// output, else by activity, else by workflow, else everything. The journal keeps every value all the same, because an
/// instance is recovered from it.
/// </summary>
internal sealed class LogPersistence
{
    private static readonly LogPersistence Everything = new([]);
    private readonly JsonElement[] levels;

    /// <param name="levels">Custom properties, from the activity outwards.</param>
    private LogPersistence(JsonElement[] levels) => this.levels = levels;

    /// <param name="node">The activity; null when the drawing cannot be read any more.</param>
    public static LogPersistence Of(ActivityNode? node)
    {
        if (node is null)
            return Everything;
        JsonElement[] levels = [.. new[] { node.Json, node.Composite.Definition!.Json }.Select(json => Member(json, "customProperties")).Where(one => one.ValueKind == JsonValueKind.Object)];
        return levels.Length == 0 ? Everything : new LogPersistence(levels);
    }

    public bool ShowsInput(string name) => Shows("inputs", name);

    public bool ShowsOutput(string name) => Shows("outputs", name);

    /// <summary>Whether what the activity remembers about itself is shown.</summary>
    public bool ShowsInternalState => Shows("internalState", null);

    private bool Shows(string part, string? name)
    {
        if (levels.Length == 0)
            return true;
        IEnumerable<LogPersistenceMode> modes = levels.Take(1).Select(level => Mode(level, part, name)).Concat(levels.Select(level => Mode(level, "default", null)));
        return modes.FirstOrDefault(mode => mode != LogPersistenceMode.Inherit) != LogPersistenceMode.Exclude;
    }

    /// <summary>Studio writes the new form and, beside it, the old one, which counts where the new one says nothing.</summary>
    private static LogPersistenceMode Mode(JsonElement level, string part, string? name)
    {
        LogPersistenceMode mode = Chosen(Part(Member(level, "logPersistenceConfig"), part, name));
        return mode == LogPersistenceMode.Inherit ? Named(Part(Member(level, "logPersistenceMode"), part, name)) : mode;
    }

    private static JsonElement Part(JsonElement config, string part, string? name) => name is null ? Member(config, part) : Member(Member(config, part), name);

    private static LogPersistenceMode Chosen(JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object)
            return Named(config);
        if (!string.Equals(Text(Member(config, "evaluationMode")), "Expression", StringComparison.OrdinalIgnoreCase))
            return Strategy(Text(Member(config, "strategyType")));
        JsonElement expression = Member(config, "expression");
        // What a script would say is known only while the instance runs: better too little is shown than too much.
        return Text(Member(expression, "type")) is null or "Literal" ? Named(Member(expression, "value")) : LogPersistenceMode.Exclude;
    }

    /// <summary>A strategy by its class, <c>Namespace.Exclude, Assembly</c>. One that is not known here hides.</summary>
    private static LogPersistenceMode Strategy(string? type)
    {
        if (string.IsNullOrWhiteSpace(type))
            return LogPersistenceMode.Inherit;
        string name = type.Split(',')[0].Split('.')[^1].Trim();
        if (name.EndsWith("Strategy", StringComparison.Ordinal))
            name = name[..^"Strategy".Length];
        // Elsa's Configuration asks the settings of its host, which here have nothing to say about it.
        return name == "Configuration" ? LogPersistenceMode.Inherit
            : Enum.TryParse(name, ignoreCase: true, out LogPersistenceMode mode) ? mode : LogPersistenceMode.Exclude;
    }

    private static LogPersistenceMode Named(JsonElement mode)
        => Enum.TryParse(Text(mode), ignoreCase: true, out LogPersistenceMode named) ? named : LogPersistenceMode.Inherit;

    private static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <summary>A member in any case: drawings name inputs in camel case, records in Pascal case.</summary>
    private static JsonElement Member(JsonElement json, string name)
        => json.ValueKind != JsonValueKind.Object ? default : json.EnumerateObject().FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
