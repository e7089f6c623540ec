using System.Text.Json.Serialization;

namespace RefineWorkflows.Tuning.Models;

/// <summary>What a version is made of. In JSON: the lower-case name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VersionKind>))]
public enum VersionKind
{
    /// <summary>An adapter of this program: <c>adapter.json</c> and a file of numbers.</summary>
    [JsonStringEnumMemberName("adapter")]
    Adapter,

    /// <summary>Whatever an external trainer has left; a command line of the settings predicts with it.</summary>
    [JsonStringEnumMemberName("external")]
    External,
}
