using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Tuning.Models;

/// <summary>One version of what was learned of a user, as a row. Its files never change.</summary>
/// <param name="User">Whose taste.</param>
/// <param name="Version">Counts up from 1 for each user; no number is given twice.</param>
/// <param name="Parent">The version that served when it was made; null where none did.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Training">The training that made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Files">Its files with the hashes of their bytes.</param>
/// <param name="Dataset">What it has learned from.</param>
/// <param name="Figures">How its training ended.</param>
/// <param name="Gate">What the gate said.</param>
public sealed record ModelVersion(
    string User,
    int Version,
    int? Parent,
    VersionKind Kind,
    string Training,
    DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Files,
    DatasetSnapshot Dataset,
    TrainingFigures Figures,
    GateVerdict Gate)
{
    /// <summary>Its folder's name: <c>v0001</c>.</summary>
    public static string NameOf(int version) => FormattableString.Invariant($"v{version:d4}");
}
