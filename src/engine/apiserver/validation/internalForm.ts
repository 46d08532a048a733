import { isRecord } from "../defaulting/fields.ts";

/**
 * The Pod's types as the API server holds them inside, in their order: some messages print them whole. A field is `Name`
 * or `Name=nameInJson`; behind the colon `b` a boolean, `n` a number, `s` a string, nothing what is null when absent,
 * a type's name what is null or of that type, with `[]` a list, with `!` a value that is always there.
 *
 *
 * Facts of pkg/apis/core/types.go (v1.34). What has no line here is shown as it was sent.
 */
const table = `
PodSpec Volumes:Volume[] InitContainers:Container[] Containers:Container[] EphemeralContainers:EphemeralContainer[] RestartPolicy:s TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy=dnsPolicy:s NodeSelector ServiceAccountName:s AutomountServiceAccountToken NodeName:s SecurityContext:PodSecurityContext ImagePullSecrets:LocalObjectReference[] Hostname:s Subdomain:s SetHostnameAsFQDN Affinity:Affinity SchedulerName:s Tolerations:Toleration[] HostAliases:HostAlias[] PriorityClassName:s Priority PreemptionPolicy DNSConfig=dnsConfig:PodDNSConfig ReadinessGates:PodReadinessGate[] RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints:TopologySpreadConstraint[] OS=os:PodOS SchedulingGates:PodSchedulingGate[] ResourceClaims Resources:Resources HostnameOverride
PodSecurityContext HostNetwork:b HostPID=hostPID:b HostIPC=hostIPC:b ShareProcessNamespace HostUsers SELinuxOptions=seLinuxOptions:SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup=fsGroup FSGroupChangePolicy=fsGroupChangePolicy Sysctls:Sysctl[] SeccompProfile:Profile AppArmorProfile:Profile SELinuxChangePolicy=seLinuxChangePolicy
Container Name:s Image:s Command Args WorkingDir:s Ports:ContainerPort[] EnvFrom:EnvFromSource[] Env:EnvVar[] Resources:Resources! ResizePolicy:ResizePolicy[] RestartPolicy RestartPolicyRules VolumeMounts:VolumeMount[] VolumeDevices:VolumeDevice[] LivenessProbe:Probe ReadinessProbe:Probe StartupProbe:Probe Lifecycle:Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:SecurityContext Stdin:b StdinOnce:b TTY=tty:b
EphemeralContainer Name:s Image:s Command Args WorkingDir:s Ports:ContainerPort[] EnvFrom:EnvFromSource[] Env:EnvVar[] Resources:Resources! ResizePolicy:ResizePolicy[] RestartPolicy RestartPolicyRules VolumeMounts:VolumeMount[] VolumeDevices:VolumeDevice[] LivenessProbe:Probe ReadinessProbe:Probe StartupProbe:Probe Lifecycle:Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:SecurityContext Stdin:b StdinOnce:b TTY=tty:b TargetContainerName:s
Resources Limits Requests Claims:ResourceClaim[]
ResourceClaim Name:s Request:s
ResizePolicy ResourceName:s RestartPolicy:s
SecurityContext Capabilities:Capabilities Privileged SELinuxOptions=seLinuxOptions:SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile:Profile AppArmorProfile:Profile
Capabilities Add Drop
SELinuxOptions User:s Role:s Type:s Level:s
Profile Type:s LocalhostProfile
Sysctl Name:s Value:s
ContainerPort Name:s HostPort:n ContainerPort:n Protocol:s HostIP=hostIP:s
EnvFromSource Prefix:s ConfigMapRef:OptionalReference SecretRef:OptionalReference
OptionalReference Name:s Optional
EnvVar Name:s Value:s ValueFrom:EnvVarSource
EnvVarSource FieldRef:FieldRef ResourceFieldRef:ResourceFieldRef ConfigMapKeyRef:KeyRef SecretKeyRef:KeyRef FileKeyRef
FieldRef APIVersion=apiVersion:s FieldPath:s
ResourceFieldRef ContainerName:s Resource:s Divisor:s
KeyRef Name:s Key:s Optional
VolumeMount Name:s ReadOnly:b RecursiveReadOnly MountPath:s SubPath:s MountPropagation SubPathExpr:s
VolumeDevice Name:s DevicePath:s
Probe Exec:Exec HTTPGet=httpGet:HTTPGet TCPSocket=tcpSocket:TCPSocket GRPC=grpc:GRPC InitialDelaySeconds:n TimeoutSeconds:n PeriodSeconds:n SuccessThreshold:n FailureThreshold:n TerminationGracePeriodSeconds
Lifecycle PostStart:Handler PreStop:Handler StopSignal
Handler Exec:Exec HTTPGet=httpGet:HTTPGet TCPSocket=tcpSocket:TCPSocket Sleep:Sleep
Sleep Seconds:n
Exec Command
HTTPGet Path:s Port:n Host:s Scheme:s HTTPHeaders=httpHeaders:HTTPHeader[]
HTTPHeader Name:s Value:s
TCPSocket Port:n Host:s
GRPC Port:n Service
LocalObjectReference Name:s
Affinity NodeAffinity:NodeAffinity PodAffinity:PodAffinity PodAntiAffinity:PodAffinity
NodeAffinity RequiredDuringSchedulingIgnoredDuringExecution:NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:PreferredTerm[]
NodeSelector NodeSelectorTerms:NodeSelectorTerm[]
NodeSelectorTerm MatchExpressions:Requirement[] MatchFields:Requirement[]
Requirement Key:s Operator:s Values
PreferredTerm Weight:n Preference:NodeSelectorTerm!
PodAffinity RequiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[] PreferredDuringSchedulingIgnoredDuringExecution:WeightedTerm[]
WeightedTerm Weight:n PodAffinityTerm:PodAffinityTerm!
PodAffinityTerm LabelSelector Namespaces TopologyKey:s NamespaceSelector MatchLabelKeys MismatchLabelKeys
Toleration Key:s Operator:s Value:s Effect:s TolerationSeconds
HostAlias IP=ip:s Hostnames
PodDNSConfig Nameservers Searches Options:DNSOption[]
DNSOption Name:s Value
PodReadinessGate ConditionType:s
TopologySpreadConstraint MaxSkew:n TopologyKey:s WhenUnsatisfiable:s LabelSelector MinDomains NodeAffinityPolicy NodeTaintsPolicy MatchLabelKeys
PodOS Name:s
PodSchedulingGate Name:s
Volume Name:s HostPath:HostPath EmptyDir:EmptyDir GCEPersistentDisk=gcePersistentDisk AWSElasticBlockStore=awsElasticBlockStore GitRepo Secret:SecretVolume NFS=nfs:NFS ISCSI=iscsi Glusterfs PersistentVolumeClaim:ClaimVolume RBD=rbd Quobyte FlexVolume Cinder CephFS=cephfs Flocker DownwardAPI=downwardAPI:DownwardAPI FC=fc AzureFile ConfigMap:ConfigMapVolume VsphereVolume AzureDisk PhotonPersistentDisk Projected:Projected PortworxVolume ScaleIO=scaleIO StorageOS=storageos CSI=csi Ephemeral Image
HostPath Path:s Type
EmptyDir Medium:s SizeLimit
SecretVolume SecretName:s Items:KeyToPath[] DefaultMode Optional
ConfigMapVolume Name:s Items:KeyToPath[] DefaultMode Optional
KeyToPath Key:s Path:s Mode
NFS Server:s Path:s ReadOnly:b
ClaimVolume ClaimName:s ReadOnly:b
DownwardAPI Items:DownwardFile[] DefaultMode
DownwardFile Path:s FieldRef:FieldRef ResourceFieldRef:ResourceFieldRef Mode
Projected Sources:Projection[] DefaultMode
Projection Secret:KeyProjection DownwardAPI=downwardAPI:DownwardProjection ConfigMap:KeyProjection ServiceAccountToken:TokenProjection ClusterTrustBundle PodCertificate
KeyProjection Name:s Items:KeyToPath[] Optional
DownwardProjection Items:DownwardFile[]
TokenProjection Audience:s ExpirationSeconds:n Path:s
ClaimSpec AccessModes Selector Resources:VolumeResources! VolumeName:s StorageClassName VolumeMode DataSource DataSourceRef VolumeAttributesClassName
VolumeResources Limits Requests
VolumeSource GCEPersistentDisk=gcePersistentDisk AWSElasticBlockStore=awsElasticBlockStore HostPath:HostPath Glusterfs NFS=nfs:NFS RBD=rbd Quobyte ISCSI=iscsi FlexVolume Cinder CephFS=cephfs FC=fc Flocker AzureFile VsphereVolume AzureDisk PhotonPersistentDisk PortworxVolume ScaleIO=scaleIO Local:LocalVolume StorageOS=storageos CSI=csi:CSIVolume
LocalVolume Path:s FSType=fsType
CSIVolume Driver:s VolumeHandle:s ReadOnly:b FSType=fsType:s VolumeAttributes ControllerPublishSecretRef NodeStageSecretRef NodePublishSecretRef ControllerExpandSecretRef NodeExpandSecretRef
VolumeNodeAffinity Required:NodeSelector
`;

const lines = new Map(
  table
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", ...fields] = line.split(" ");
      return [name, fields];
    }),
);

const zero: { readonly [type: string]: unknown } = { s: "", b: false, n: 0 };

/** A map with its keys in order, as Go prints it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(sorted);
  if (!isRecord(value)) return value ?? null;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([key, field]) => [key, sorted(field)]));
}

function fieldForm(value: unknown, type: string): unknown {
  if (type in zero) return value ?? zero[type];
  if (type.endsWith("[]")) {
    if (!Array.isArray(value) || value.length === 0) return null;
    return value.map((item) => internalForm(item, type.slice(0, -2)));
  }
  if (type.endsWith("!")) return internalForm(value ?? {}, type.slice(0, -1));
  if (type === "" || value === undefined) return sorted(value);
  return internalForm(value, type);
}

/** An object of a type as the API server prints its own: every field, in the type's order. */
export function internalForm(value: unknown, type: string): unknown {
  const fields = lines.get(type);
  if (!fields || !isRecord(value)) return sorted(value);
  const form: { [name: string]: unknown } = {};
  for (const field of fields) {
    const [names = "", fieldType = ""] = field.split(":");
    const [name = "", given] = names.split("=");
    form[name] = fieldForm(value[given ?? name.charAt(0).toLowerCase() + name.slice(1)], fieldType);
  }
  return form;
}

/** A Pod's spec; what concerns the host stands in its security context. */
export function internalPodSpec(spec: object): unknown {
  const { hostNetwork, hostPID, hostIPC, hostUsers, shareProcessNamespace, securityContext, ...rest } = spec as {
    readonly [name: string]: unknown;
  };
  const context = { ...(securityContext as object), hostNetwork, hostPID, hostIPC, hostUsers, shareProcessNamespace };
  return internalForm({ ...rest, securityContext: context }, "PodSpec");
}

/** A Pod's template: of its metadata what is there. */
export function internalTemplate(template: { readonly metadata?: object; readonly spec?: object }): unknown {
  const { labels, annotations } = (template.metadata ?? {}) as {
    readonly labels?: object;
    readonly annotations?: object;
  };
  return {
    ...(labels && { labels: sorted(labels) }),
    ...(annotations && { annotations: sorted(annotations) }),
    Spec: internalPodSpec(template.spec ?? {}),
  };
}
