namespace RefineWorkflows.Server.Schedules;

/// <summary>A trigger of a published definition that time starts, and how far it has come.</summary>
/// <param name="DefinitionId">What it starts.</param>
/// <param name="ActivityId">The activity that it starts at.</param>
/// <param name="Payload">When, as the activity wrote it.</param>
/// <param name="Anchor">When it was first seen: nothing before is an occurrence, and intervals count from here.</param>
/// <param name="Through">Occurrences up to this moment are dealt with.</param>
internal sealed record Schedule(string DefinitionId, string ActivityId, string Payload, DateTimeOffset Anchor, DateTimeOffset Through)
{
    /// <summary>Its name: definition and activity.</summary>
    public string Key => KeyOf(DefinitionId, ActivityId);

    public static string KeyOf(string definitionId, string activityId) => $"{definitionId}/{activityId}";
}
