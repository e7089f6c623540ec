using Microsoft.Extensions.Logging;

namespace RefineWorkflows.Server.Telemetry;

/// <summary>What is logged, and how.</summary>
/// <param name="Format">How a line is written.</param>
/// <param name="Level">What is less than this is not written. Libraries write warnings and worse in any case only.</param>
internal sealed record LogOptions(LogFormat Format, LogLevel Level)
{
    /// <summary>For commands whose output is their answer.</summary>
    public static readonly LogOptions OfCommands = new(LogFormat.Plain, LogLevel.Warning);

    /// <summary>The names of levels, as they are typed and written.</summary>
    public static readonly IReadOnlyDictionary<string, LogLevel> Levels = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase)
    {
        ["debug"] = LogLevel.Debug, ["info"] = LogLevel.Information, ["warning"] = LogLevel.Warning, ["error"] = LogLevel.Error,
    };

    /// <summary>The formats that a server can be asked for.</summary>
    public static readonly IReadOnlyDictionary<string, LogFormat> Formats = new Dictionary<string, LogFormat>(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = LogFormat.Text, ["json"] = LogFormat.Json,
    };

    /// <summary>The name of a level.</summary>
    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        _ => "error",
    };
}
