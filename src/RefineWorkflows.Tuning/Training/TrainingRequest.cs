using RefineWorkflows.Refinement;
using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training;

/// <summary>What somebody asks a training for.</summary>
/// <param name="Id">Its id: 1 to 96 letters, digits, '-', '_' and '.'. Asked for again under the same id, it is the same training.</param>
/// <param name="User">Whose taste is learned.</param>
/// <param name="Settings">With what.</param>
/// <param name="AskedBy">Who asks.</param>
public sealed record TrainingRequest(string Id, string User, TrainingSettings Settings, string AskedBy)
{
    /// <summary>Whether a version that passes the gate serves at once.</summary>
    public bool Promotes { get; init; } = true;

    /// <summary>The workflow instance that waits for it.</summary>
    public string? Instance { get; init; }

    /// <exception cref="TrainingException">Something of it cannot be.</exception>
    internal void Check()
    {
        List<string> problems = [.. Settings.Problems().Select(one => one.TrimEnd('.'))];
        if (!UserName.IsValid(User))
            problems.Add($"the user is '{User}'; allowed are {UserName.Allowed}");
        if (Id is not { Length: > 0 and <= 96 } || !Id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.') || Id[0] == '.')
            problems.Add($"the id is '{Id}'; allowed are 1 to 96 letters, digits, '-', '_' and '.', not beginning with '.'");
        if (problems.Count > 0)
            throw new TrainingException($"The training cannot be done: {string.Join("; ", problems)}.");
    }
}
