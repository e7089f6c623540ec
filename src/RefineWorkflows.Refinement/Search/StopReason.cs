using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>Why a run ended. Where several hold, the first in this order (up to <see cref="Budget"/>) is the one told.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopReason>))]
public enum StopReason
{
    /// <summary>The judge said DONE.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>The judge could not be understood and the policy is to stop.</summary>
    [JsonStringEnumMemberName("unparseable")]
    Unparseable,

    /// <summary>The asked-for number of iterations is reached.</summary>
    [JsonStringEnumMemberName("max_iterations")]
    MaxIterations,

    /// <summary>A run without an asked-for end reached the safety ceiling.</summary>
    [JsonStringEnumMemberName("ceiling")]
    Ceiling,

    /// <summary>The target score is reached.</summary>
    [JsonStringEnumMemberName("converged")]
    Converged,

    /// <summary>Too many iterations in a row brought nothing better.</summary>
    [JsonStringEnumMemberName("patience")]
    Patience,

    /// <summary>A budget of calls, tokens, cost or time is used up.</summary>
    [JsonStringEnumMemberName("budget")]
    Budget,

    /// <summary>Somebody cancelled the run.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>A step failed for good.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
