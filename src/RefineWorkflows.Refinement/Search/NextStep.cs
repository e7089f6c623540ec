using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>Where the next prompt comes from.</summary>
[JsonDerivedType(typeof(AdoptContinue), "adoptContinue")]
[JsonDerivedType(typeof(AskDifferent), "askDifferent")]
public abstract record NextStep;
