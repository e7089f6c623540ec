namespace RefineWorkflows.Tuning.Memory;

/// <summary>How many of a user's votes the tuner has not learned from yet.</summary>
/// <param name="User">Whose; empty when nobody is left to look after.</param>
/// <param name="After">The last vote that a training has used.</param>
/// <param name="Through">The last vote that there is.</param>
/// <param name="New">Votes of people after <paramref name="After"/>.</param>
/// <param name="Total">Votes of people in all, counted up to what is asked for.</param>
/// <param name="Served">Everybody who was looked after in this cycle, with this one.</param>
public sealed record Selections(string User, long After, long Through, long New, long Total, IReadOnlyList<string> Served);
