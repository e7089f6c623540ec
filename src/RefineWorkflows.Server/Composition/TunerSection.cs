using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using RefineWorkflows.Tuning.Training;
using RefineWorkflows.Tuning.Training.Outside;

namespace RefineWorkflows.Server.Composition;

/// <summary>Reads the section <c>Tuning</c> of the settings.</summary>
internal sealed class TunerSection
{
    private static readonly string[] Known = ["Frequency", "FireOnFirst", "Device", "Shared", "CheckpointInterval", "External", "Predict", "ExternalTimeout"];

    private readonly List<string> problems = [];

    /// <summary>Everything that is wrong with what was read, in words.</summary>
    public IReadOnlyList<string> Problems => problems;

    public TunerConfig Read(IConfigurationSection section)
    {
        foreach (string unknown in section.GetChildren().Select(child => child.Key).Except(Known, StringComparer.OrdinalIgnoreCase))
            problems.Add($"Tuning:{unknown} is unknown; known are {string.Join(", ", Known)}");
        TunerConfig standard = new();
        var read = new TunerConfig
        {
            Device = Text(section["Device"])?.ToLowerInvariant(),
            Frequency = Number(section, "Frequency", standard.Frequency),
            FiresOnFirst = Switch(section, "FireOnFirst", standard.FiresOnFirst),
            Shared = Switch(section, "Shared", standard.Shared),
            External = Text(section["External"]),
            Predict = Text(section["Predict"]),
            ExternalTimeout = Time(section, "ExternalTimeout", standard.ExternalTimeout),
            CheckpointInterval = Time(section, "CheckpointInterval", standard.CheckpointInterval),
        };
        Check(read);
        return read;
    }

    /// <summary>Said when the program begins, and not when a training does, in the middle of the night.</summary>
    private void Check(TunerConfig read)
    {
        if (read.External is null && read.Predict is null)
            return;
        try
        {
            _ = new OutsideTrainer(read.External ?? "", read.Predict ?? "", read.ExternalTimeout, (_, _, _, _) => Task.CompletedTask, TimeProvider.System, NullLogger.Instance);
        }
        catch (TrainingException wrong)
        {
            problems.Add(wrong.Message.TrimEnd('.'));
        }
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
