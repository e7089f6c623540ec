using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Server.Elsa.Instances;

/// <summary>An instance that exists, with the drawing it runs on.</summary>
internal sealed record InstanceFound(InstanceHeader Header, InstanceDrawing Drawing);
