using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>One evaluation: a script and everything that it may see. Nothing else of the host exists inside.</summary>
/// <param name="Script">
/// An expression or statements, whose last expression is the value; with a top-level <c>return</c>, the returned value
/// (and null where none is reached). A top-level <c>await</c> is allowed, and a promise is awaited.
/// </param>
/// <param name="Variables">The visible variables by name; of those with the same name only the nearest.</param>
/// <param name="Inputs">The workflow's inputs by name.</param>
/// <param name="Outputs">Recorded outputs under <c>activity.Output</c>; under <c>activity</c> alone stands its Result.</param>
/// <param name="LastResult">The last recorded Result of this burst; undefined counts as null.</param>
/// <param name="Instance">What the script may ask about its instance.</param>
/// <param name="Arguments">What the script reads as <c>args.name</c>, camel-cased by the caller.</param>
/// <param name="Seed">Where Math.random and newGuid start: the same seed draws the same values.</param>
/// <param name="Now">What Date takes for the present, for as long as the script runs.</param>
public sealed record JavaScriptRequest(
    string Script,
    IReadOnlyDictionary<string, JsonElement> Variables,
    IReadOnlyDictionary<string, JsonElement> Inputs,
    IReadOnlyDictionary<string, JsonElement> Outputs,
    JsonElement LastResult,
    JavaScriptInstance Instance,
    IReadOnlyDictionary<string, JsonElement>? Arguments = null,
    ulong Seed = 0,
    DateTimeOffset Now = default);
