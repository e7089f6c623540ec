using Microsoft.AspNetCore.Routing;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Http;

/// <summary>A route that fits a request's path.</summary>
/// <param name="Route">The route.</param>
/// <param name="Trigger">What it starts; null when an instance waits at it.</param>
/// <param name="Wait">Who waits at it; null when it starts something.</param>
/// <param name="Values">Values of the path's parameters.</param>
internal sealed record HttpMatch(HttpRoute Route, TriggerRow? Trigger, HttpWait? Wait, RouteValueDictionary Values);
