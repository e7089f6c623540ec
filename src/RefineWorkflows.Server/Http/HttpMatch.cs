using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

/// <summary>A route that fits a request's path.</summary>
/// <param name="Route">The route.</param>
/// <param name="Trigger">What it starts; null when instances wait at it.</param>
/// <param name="Values">Values of the path's parameters.</param>
internal sealed record HttpMatch(HttpRoute Route, TriggerRow? Trigger, RouteValueDictionary Values);
