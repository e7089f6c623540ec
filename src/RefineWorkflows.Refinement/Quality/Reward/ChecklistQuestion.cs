namespace RefineWorkflows.Refinement.Quality.Reward;

/// <summary>One question of a checklist, asked so that yes is good.</summary>
/// <param name="Key">What is asked: <c>not blurry</c>.</param>
/// <param name="Weight">What yes adds to the reward, and anything else takes from it.</param>
/// <param name="Gate">What has to be there for it to be asked.</param>
public sealed record ChecklistQuestion(string Key, double Weight, ChecklistGate Gate = ChecklistGate.None);
