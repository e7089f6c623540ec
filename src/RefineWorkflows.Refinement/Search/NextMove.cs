using System.Text.Json.Serialization;

namespace RefineWorkflows.Refinement.Search;

/// <summary>Where the next idea comes from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AdoptContinue), "adopt")]
[JsonDerivedType(typeof(AskDifferent), "ask")]
[JsonDerivedType(typeof(RepeatPrompt), "repeat")]
public abstract record NextMove;

/// <summary>The judge's own continuation is the idea.</summary>
/// <param name="Idea">A description, to be condensed where the generator has a token budget.</param>
public sealed record AdoptContinue(string Idea) : NextMove;

/// <summary>The proposer is asked for something that was not tried yet.</summary>
/// <param name="Base">The picture to look at.</param>
/// <param name="RejectedIdeas">What did not help against that picture, oldest first; may be empty.</param>
/// <param name="ProposerTemperature">The sampling temperature of this request. The judge's own never changes.</param>
public sealed record AskDifferent(JudgedImage Base, IReadOnlyList<string> RejectedIdeas, double ProposerTemperature) : NextMove;

/// <summary>The accepted picture came without advice: its prompt is used again, on the new reference.</summary>
/// <param name="Prompt">The working prompt to send once more.</param>
public sealed record RepeatPrompt(string Prompt) : NextMove;
