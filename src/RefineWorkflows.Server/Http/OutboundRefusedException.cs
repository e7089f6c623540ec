using RefineWorkflows.Engine;

namespace RefineWorkflows.Server.Http;

/// <summary>Something wanted to call an address that workflows and notices may not call.</summary>
internal sealed class OutboundRefusedException(string host) : WorkflowException(
    $"'{host}' may not be called: it is, or its name leads to, an address of this machine or of a private network. If that is meant, add it to the setting Http:AllowedHosts.");
