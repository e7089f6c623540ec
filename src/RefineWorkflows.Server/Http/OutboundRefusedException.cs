using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Http;

/// <summary>A workflow wanted to call an address that workflows may not call.</summary>
internal sealed class OutboundRefusedException(string host) : WorkflowException(
    $"Workflows may not call '{host}': it is, or its name leads to, an address of this machine or of a private network. If that is meant, add it to the setting Http:AllowedHosts.");
