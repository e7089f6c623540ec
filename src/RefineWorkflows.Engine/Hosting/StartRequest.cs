using System.Text.Json;

namespace RefineWorkflows.Engine.Hosting;

/// <summary>What is to be started, and how.</summary>
public sealed record StartRequest
{
    /// <summary>The definition; its published version unless <see cref="VersionId"/> names another.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>A version of that definition, published or not.</summary>
    public string? VersionId { get; init; }

    /// <summary>The input by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Input { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The id that the instance shall have; null draws one. An id that exists already is left alone.</summary>
    public InstanceId? Id { get; init; }

    /// <summary>What ties it to the outside.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>A name for people.</summary>
    public string? Name { get; init; }

    /// <summary>The instance that it is started for. It is told when this one finishes, if it waits for that.</summary>
    public InstanceId? Parent { get; init; }

    /// <summary>The activity that starts it, for example a trigger; it begins there and that activity does not wait. Null begins at the beginning.</summary>
    public string? TriggerActivityId { get; init; }
}
