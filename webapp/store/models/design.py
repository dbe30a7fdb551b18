"""The objects of a design as rows. A field that is NULL was left out; see `topology.values`.

Only `webapp.store.changes` writes these.
"""

from django.db import models

from webapp.store.models.topology import Topology


class DesignObject(models.Model):
    """What every object of a design has."""

    topology = models.ForeignKey(Topology, models.CASCADE)

    class Meta:
        abstract = True


class Placed(DesignObject):
    """An object with a name and a position on the canvas, in pixels; NULL until it has one."""

    name = models.CharField(max_length=64)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Wire(DesignObject):
    """What endpoints and patches have in common: the properties of a cable. `flap` is an object or NULL."""

    up = models.BooleanField(default=True)
    rate = models.CharField(max_length=32, null=True)  # noqa: DJ001 (NULL is "left out")
    delay = models.CharField(max_length=32, null=True)  # noqa: DJ001
    jitter = models.CharField(max_length=32, null=True)  # noqa: DJ001
    loss = models.CharField(max_length=32, null=True)  # noqa: DJ001
    duplicate = models.CharField(max_length=32, null=True)  # noqa: DJ001
    corrupt = models.CharField(max_length=32, null=True)  # noqa: DJ001
    reorder = models.CharField(max_length=32, null=True)  # noqa: DJ001
    direction = models.CharField(max_length=4, default="both")
    flap = models.JSONField(null=True)

    class Meta:
        abstract = True


class Network(Placed):
    """`subnets` and `gateway` are lists of text or NULL, `fdb` and `publish` of objects."""

    driver = models.CharField(max_length=32, default="bridge")
    subnets = models.JSONField(null=True)
    gateway = models.JSONField(null=True)
    stp = models.BooleanField(default=False)
    forward_delay = models.PositiveIntegerField(default=15)
    mtu = models.PositiveIntegerField(default=1500)
    priority = models.PositiveIntegerField(default=32768)
    ageing = models.PositiveIntegerField(default=300)
    multicast_snooping = models.BooleanField(default=True)
    group_fwd_mask = models.PositiveIntegerField(default=0)
    internal = models.BooleanField(default=False)
    parent = models.CharField(max_length=64, null=True)  # noqa: DJ001
    mode = models.CharField(max_length=32, null=True)  # noqa: DJ001
    vlan = models.PositiveIntegerField(null=True)
    fdb = models.JSONField(default=list)
    publish = models.JSONField(default=list)
    icon = models.CharField(max_length=16, null=True)  # noqa: DJ001

    class Meta:
        constraints = (models.UniqueConstraint(fields=("topology", "name"), name="network_name"),)


class Sandbox(Placed):
    """`routes` and `services` are lists of objects as in the design file, the rest are objects."""

    forwarding = models.BooleanField(default=False)
    routes = models.JSONField(default=list)
    sysctls = models.JSONField(default=dict)
    resolver = models.JSONField(null=True)
    services = models.JSONField(default=list)
    paused = models.BooleanField(default=False)
    icon = models.CharField(max_length=16, null=True)  # noqa: DJ001

    class Meta:
        verbose_name_plural = "sandboxes"
        constraints = (models.UniqueConstraint(fields=("topology", "name"), name="sandbox_name"),)


class Endpoint(Wire):
    """`addresses` is a list of text or NULL."""

    sandbox = models.ForeignKey(Sandbox, models.CASCADE, related_name="endpoints")
    network = models.ForeignKey(Network, models.CASCADE, related_name="endpoints")
    interface = models.CharField(max_length=15)
    addresses = models.JSONField(null=True)
    mac = models.CharField(max_length=17, null=True)  # noqa: DJ001
    mtu = models.PositiveIntegerField(null=True)
    gateway_priority = models.IntegerField(default=0)
    isolated = models.BooleanField(default=False)
    sysctls = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sandbox", "interface"), name="endpoint_interface"),)

    def __str__(self) -> str:
        return f"{self.sandbox}.{self.interface}"


class Patch(Wire):
    """A cable between two networks, in the order drawn."""

    name = models.CharField(max_length=64)
    first = models.ForeignKey(Network, models.CASCADE, related_name="+")
    second = models.ForeignKey(Network, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "patches"
        constraints = (models.UniqueConstraint(fields=("topology", "name"), name="patch_name"),)

    def __str__(self) -> str:
        return self.name


class Figure(DesignObject):
    """What is beside the network: a figure or a scenario. `fields` are those of the design file, without its
    name."""

    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=64)
    fields = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topology", "kind", "name"), name="figure_name"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["area", "note", "mark", "scenario"]), name="figure_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
