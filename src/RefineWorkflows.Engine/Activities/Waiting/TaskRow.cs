using System.Text.Json;

namespace RefineWorkflows.Engine.Activities.Waiting;

/// <summary>A task that an instance asked for.</summary>
/// <param name="Id">Reported back when it is done.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="Instance">Who asked.</param>
/// <param name="Status"><c>requested</c> or <c>completed</c>.</param>
/// <param name="Payload">What is needed to do it.</param>
public sealed record TaskRow(string Id, string Name, string Instance, string Status, JsonElement Payload);
