using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RefineWorkflows.Server.Composition;

/// <summary>Reads the section <c>Tuning</c> of the settings.</summary>
internal sealed class TunerSection
{
    private static readonly string[] Known = ["Frequency", "FireOnFirst", "Device", "Shared", "CheckpointInterval"];

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    public TunerConfig Read(IConfigurationSection section)
    {
        foreach (string unknown in section.GetChildren().Select(child => child.Key).Except(Known, StringComparer.OrdinalIgnoreCase))
            problems.Add($"Tuning:{unknown} is unknown; known are {string.Join(", ", Known)}");
        TunerConfig standard = new();
        return new TunerConfig
        {
            Device = Text(section["Device"])?.ToLowerInvariant(),
            Frequency = Number(section, "Frequency", standard.Frequency),
            FiresOnFirst = Switch(section, "FireOnFirst", standard.FiresOnFirst),
            Shared = Switch(section, "Shared", standard.Shared),
            CheckpointInterval = Time(section, "CheckpointInterval", standard.CheckpointInterval),
        };
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    private bool Switch(IConfigurationSection section, string key, bool fallback)
    {
        if (section[key] is not { Length: > 0 } text)
            return fallback;
        if (bool.TryParse(text, out bool on))
            return on;
        problems.Add($"Tuning:{key} is '{text}'; allowed are true and false");
        return fallback;
    }

    private int Number(IConfigurationSection section, string key, int fallback)
    {
        if (section[key] is not { Length: > 0 } text)
            return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 1_000_000)
            return number;
        problems.Add($"Tuning:{key} is '{text}'; allowed are whole numbers from 1 to 1000000");
        return fallback;
    }

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
