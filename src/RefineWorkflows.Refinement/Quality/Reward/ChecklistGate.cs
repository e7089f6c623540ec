namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>What has to be in a picture for a question to be asked.</summary>
public enum ChecklistGate
{
    /// <summary>Nothing: it is always asked.</summary>
    None,

    Body,

    Face,

    Hands,
}
