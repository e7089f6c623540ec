using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary>Trainings in words.</summary>
internal static class TrainingPrinter
{
    public static string NameOf(TrainingStatus status) => JsonSerializer.SerializeToElement(status).GetString()!;

    /// <summary>Says how a training stands.</summary>
    /// <returns>The exit code that says the same.</returns>
    public static int Tell(Training training, bool json)
    {
        if (json)
            JsonOutput.Print(training);
        else
            Console.WriteLine($"Training {training.Id} of {training.User}: {NameOf(training.Status)}{(training.Version is { } version ? $", version {version}{(training.Promotes && training.Gate is { Promotes: true } ? ", which serves now" : "")}" : "")}.{(training.Reason is null ? "" : $" {training.Reason}")}");
        return ExitCodeOf(training);
    }

    /// <summary>The exit code that says how a training ended.</summary>
    public static int ExitCodeOf(Training training) => training.Status switch
    {
        TrainingStatus.RejectedByGate => ExitCode.BelowGrade,
        TrainingStatus.Failed => ExitCode.Failed,
        TrainingStatus.InsufficientPairs or TrainingStatus.Cancelled => ExitCode.Conflict,
        _ => ExitCode.Ok,
    };

    public static string Line(Training training) => string.Create(
        CultureInfo.InvariantCulture,
        $"{training.Id,-20} {training.AskedAt:u}  {training.User,-12} {NameOf(training.Status),-18} {training.Dataset.Pairs,6} pairs  step {training.Figures?.Step ?? 0,-6} {(training.Version is { } version ? $"version {version}" : "")}");

    public static string Progress(TrainingFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"part {figures.Stage} of {figures.Stages}, epoch {figures.Epoch}, step {figures.Step}: loss {figures.Loss:0.000}{Share(", learned", figures.Accuracy)}{Share(", held out", figures.HoldoutAccuracy)}");

    public static void Describe(Training training, IReadOnlyList<TrainingEpoch> epochs)
    {
        Tell(training, json: false);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Asked for by {training.AskedBy} at {training.AskedAt:u}; {training.Dataset.Pairs} pairs ({training.Dataset.Ties} ties), up to number {training.Dataset.LastSequence}; taken up {training.Attempts} times."));
        foreach (TrainingEpoch epoch in epochs)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  part {epoch.Stage}, epoch {epoch.Epoch,3}: {epoch.Losses.Count,5} steps, loss {epoch.Losses.Average():0.0000}{Share(", learned", epoch.Figures.Accuracy)}{Share(", held out", epoch.Figures.HoldoutAccuracy)}"));
    }

    private static string Share(string what, double? share) => share is { } known ? string.Create(CultureInfo.InvariantCulture, $"{what} {100 * known:0.0} %") : "";
}
