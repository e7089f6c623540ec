using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RefineWorkflows.Server.Composition;

/// <summary>Reads the section <c>Tuning</c> of the settings.</summary>
internal sealed class TunerSection
{
    private static readonly string[] Known = ["Device", "Shared", "CheckpointInterval"];

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    public TunerConfig Read(IConfigurationSection section)
    {
        foreach (string unknown in section.GetChildren().Select(child => child.Key).Except(Known, StringComparer.OrdinalIgnoreCase))
            problems.Add($"Tuning:{unknown} is unknown; known are {string.Join(", ", Known)}");
        TunerConfig standard = new();
        bool shared = standard.Shared;
        if (section["Shared"] is { Length: > 0 } text && !bool.TryParse(text, out shared))
            problems.Add($"Tuning:Shared is '{text}'; allowed are true and false");
        return new TunerConfig
        {
            Device = Text(section["Device"])?.ToLowerInvariant(),
            Shared = shared,
            CheckpointInterval = Time(section, "CheckpointInterval", standard.CheckpointInterval),
        };
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    private TimeSpan Time(IConfigurationSection section, string key, TimeSpan fallback)
    {
        if (section[key] is not { Length: > 0 } text)
            return fallback;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && time > TimeSpan.Zero && time <= TimeSpan.FromDays(1))
            return time;
        problems.Add($"Tuning:{key} is '{text}'; allowed are times up to a day as hh:mm:ss");
        return fallback;
    }
}
