namespace RefineWorkflows.Server.Elsa;

/// <summary>A request that cannot be understood; answered with 400.</summary>
internal sealed class ElsaRequestException(string message) : Exception(message);
